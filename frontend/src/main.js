// Make complete pages quicker to use; each of them works without this file.
import { startCopying } from "./copy.js";
import { startFiltering } from "./filter.js";
import { centre, reveal, startFolding } from "./fold.js";
import { startProgress } from "./progress.js";
import { startSuggesting } from "./suggest.js";
import { startSwapping } from "./swap.js";

startSwapping();
startProgress();
startSuggesting(document);
startFiltering(document);
startCopying(document);
startFolding(document);
addEventListener("hashchange", reveal);
document.addEventListener("toggle", centre, true);
document.addEventListener("foramen:swapped", (event) => {
  startSuggesting(event.target);
  startFiltering(event.target);
  startCopying(event.target);
  startFolding(event.target);
});
