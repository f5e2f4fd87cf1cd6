from pathlib import Path

import pytest

from foramen import resources
from foramen.errors import BadSetting
from foramen.settings import SETTINGS, Settings


def test_the_defaults_are_what_the_tuple_states():
    settings = Settings()
    assert {setting.name: setting.default for setting in SETTINGS} == {
        setting.name: getattr(settings, setting.name) for setting in SETTINGS
    }


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_setting_is_explained_in_one_sentence(setting):
    assert setting.help[0].isupper()
    assert setting.help.endswith(".")
    assert setting.variable == "FORAMEN_" + setting.name.upper()


def test_the_environment_is_read_by_type():
    settings = Settings.from_environment(
        {"FORAMEN_PORT": "9000", "FORAMEN_DATASET": "/data", "FORAMEN_HOST": "", "PORT": "1"}
    )
    assert (settings.port, settings.dataset, settings.host) == (9000, Path("/data"), "127.0.0.1")
    assert settings.dataset_directory == Path("/data")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("FORAMEN_PORT", "eighty"),
        ("FORAMEN_PORT", "70000"),
        ("FORAMEN_ENGINE", "virtuoso"),
        ("FORAMEN_MAX_RESULT_ROWS", "0"),
        ("FORAMEN_QUERY_TIME_LIMIT_MS", "-5"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_name(variable, value):
    with pytest.raises(BadSetting) as caught:
        Settings.from_environment({variable: value})
    assert caught.value.value == value
    assert variable == f"FORAMEN_{caught.value.name.upper()}"


def test_folders_are_found_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("FORAMEN_SOURCES", str(tmp_path / "sources"))
    monkeypatch.setenv("FORAMEN_DATASET", str(tmp_path / "dataset"))
    assert resources.sources_root() == Settings().sources_root == tmp_path / "sources"
    assert resources.dataset_directory() == Settings().dataset_directory == tmp_path / "dataset"


def test_a_checkout_has_its_sources_above_the_package(monkeypatch):
    monkeypatch.delenv("FORAMEN_SOURCES", raising=False)
    monkeypatch.delenv("FORAMEN_DATASET", raising=False)
    if resources.is_checkout():
        assert (resources.sources_root() / "pyproject.toml").is_file()
        assert resources.dataset_directory() == resources.sources_root() / "build"
    else:
        assert (resources.sources_root() / "ontology").is_dir()
