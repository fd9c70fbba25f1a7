// Keys that work on every page: "/" goes to the search box, Escape leaves it.
"use strict";

const search = document.getElementById("search");

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && search && !typing(event.target)) {
    event.preventDefault();
    search.focus();
    search.select();
  }
  if (event.key === "Escape" && event.target === search) search.blur();
});

// On a phone the navigation is folded away until it is asked for.
const pages = document.querySelector(".menu details");
if (pages && window.matchMedia("(max-width: 52rem)").matches) pages.removeAttribute("open");
