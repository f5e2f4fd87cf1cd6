// Say what has changed to those who do not see it.

/** @param {string} message */
export function announce(message) {
  const region = document.getElementById("announcements");
  if (!region) return;
  region.textContent = "";
  // A region that is emptied and filled in one turn may stay unread.
  requestAnimationFrame(() => (region.textContent = message));
}
