// Fold the long sections of a page on a small screen.
//
// `<details class="fold" open data-fold>` is shut where the screen is narrow, unless the address
// points into it; without a script all is open. A link to a place in a section opens that section.
const narrow = matchMedia("(max-width: 40rem)");

export function startFolding(root) {
  if (narrow.matches) for (const each of root.querySelectorAll("[data-fold]")) each.open = false;
  reveal();
}

export function reveal() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const section = place?.closest(".fold");
  if (!section || section.open) return;
  section.open = true;
  place.scrollIntoView();
}

/** On a small screen a figure that is wider is shown from its middle, where its subject stands. */
export function centre({ target }) {
  if (!narrow.matches) return;
  for (const box of target.querySelectorAll(".figure")) box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;
}
