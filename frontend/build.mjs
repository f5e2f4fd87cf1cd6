// Bundle scripts and styles into the package, where they are committed: installing needs no Node.
// The same sources give the same bytes; `make test` builds them anew and compares.
import { build } from "esbuild";
import { readFile, readdir, writeFile } from "node:fs/promises";

const out = process.argv[2] ?? "../service/foramen/web/static/";

await build({
  entryPoints: {
    foramen: "src/main.js",
    editor: "src/editor.js",
    "foramen-style": "styles/main.css",
    "editor-style": "styles/editor.css",
  },
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome111", "firefox113", "safari16.4"],
  charset: "utf8",
  legalComments: "none", // every licence stands whole in the file below
});

const lock = JSON.parse(await readFile("package-lock.json", "utf8"));
const shipped = Object.entries(lock.packages)
  .filter(([path, entry]) => path && !entry.dev && !entry.optional)
  .map(([path, entry]) => ({ path, name: path.replace("node_modules/", ""), ...entry }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));
let text = "What the scripts of the pages contain beside Foramen's own code.\n";
for (const { path, name, version, license } of shipped) {
  const file = (await readdir(path)).find((entry) => /^licen[cs]e/i.test(entry));
  const whole = file ? (await readFile(`${path}/${file}`, "utf8")).trim() : "";
  text += `\n${"-".repeat(78)}\n${name} ${version} (${license})\n\n${whole}\n`;
}
await writeFile(`${out}/THIRD_PARTY_LICENSES.txt`, text.replaceAll("\r\n", "\n"));
