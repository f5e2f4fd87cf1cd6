"""The figures in a browser: colours without a stylesheet, targets and focus that can be met."""

NARROW = {"width": 360, "height": 740}

# An image has no stylesheet but its own; what it paints is read from a canvas.
PAINTED = """async (address) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const dots = context.getImageData(0, 0, canvas.width, canvas.height).data;
  const found = {};
  for (let place = 0; place < dots.length; place += 4) {
    const parts = [...dots.slice(place, place + 3)];
    const colour = "#" + parts.map((part) => part.toString(16).padStart(2, "0")).join("");
    found[colour] = (found[colour] ?? 0) + 1;
  }
  return found;
}"""
ROOMS = """() => [...document.querySelectorAll(".picture a")].map((link) => {
  const { width, height } = link.querySelector(".room").getBoundingClientRect();
  return [link.getAttribute("href"), width, height];
})"""


def test_a_saved_figure_has_its_colours_where_there_is_no_stylesheet(open_page):
    page = open_page("/prefixes", scheme="dark")
    spine = page.evaluate(PAINTED, "/spine/picture.svg?level=L4-L5&side=left")
    assert {"#fcfbf8", "#ece3cd", "#b9ccd4", "#f5b83d", "#944c00"} <= spine.keys()
    assert spine["#ece3cd"] > 5_000  # bone
    body = page.evaluate(PAINTED, "/spine/body.svg?root=Root_L4_left")
    assert body["#efe9df"] > 5_000
    assert body["#f5b83d"] > 200  # the lit skin
    assert "#000000" not in spine.keys() | body.keys()


def test_on_a_phone_each_opening_can_be_pointed_at_and_followed(open_page):
    page = open_page("/", size=NARROW)
    rooms = page.evaluate(ROOMS)
    assert len(rooms) == 59
    assert all(width >= 24 and height >= 24 for _, width, height in rooms)
    link = page.get_by_role("link", name="Left L4/5 foramen, exiting root L4")
    strand = link.locator(".strand")
    weight = "one => getComputedStyle(one).strokeWidth"
    assert strand.evaluate(weight) == "2.5px"
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert strand.evaluate(weight) == "5px"
    assert link.locator(".room").evaluate(weight) == "3px"
    assert link.get_attribute("href") == "/spine/L4-L5/left"
    page.keyboard.press("Enter")
    page.wait_for_url("**/spine/L4-L5/left")
