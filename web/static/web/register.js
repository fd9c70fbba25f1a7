// The register by keyboard: j and k go down and up the lines, Enter opens the one in hand (it is a link).
"use strict";

const links = Array.from(document.querySelectorAll(".register .open"));

function step(by) {
  const now = document.activeElement ? document.activeElement.closest("tr") : null;
  const at = links.findIndex((link) => link.closest("tr") === now);
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1);
  links[next].focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !links.length) return;
  if (event.target.closest("input, textarea, select")) return;
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
});
