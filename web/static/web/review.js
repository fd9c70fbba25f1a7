// Keys of the page of review: Enter writes (also in a long field), arrows go from field to field, Alt and a digit takes
// a candidate, F8 goes to the next dispatch.  Without this script the forms work as forms do.
"use strict";

const entries = [...document.querySelectorAll(".line [name='value']")];

function mark(place) {
  document.querySelectorAll(".page rect").forEach((one) => {
    const here = one.dataset.place === place;
    one.classList.toggle("current", here);
    if (here) one.scrollIntoView({ block: "nearest" });
  });
}

function move(from, step) {
  const to = entries[entries.indexOf(from) + step];
  if (!to) return;
  to.focus();
  to.closest(".line").scrollIntoView({ block: "nearest" });
}

document.addEventListener("focusin", (event) => {
  const line = event.target.closest(".line");
  if (line) mark(line.dataset.place);
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return; // a Vietnamese word is being typed
  if (event.key === "F8") {
    event.preventDefault();
    document.getElementById("next").click();
    return;
  }
  const entry = event.target.closest(".line [name='value']");
  if (!entry) return;
  if (event.altKey && event.key >= "1" && event.key <= "9") {
    const wanted = entry.form.querySelector(`[data-number="${event.key}"]`);
    if (wanted) {
      event.preventDefault();
      wanted.click();
    }
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(entry, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && entry.tagName === "TEXTAREA" && !event.shiftKey) {
    event.preventDefault();
    entry.form.requestSubmit();
  }
});

if (document.activeElement?.closest(".line")) mark(document.activeElement.closest(".line").dataset.place);

document.querySelectorAll(".page a").forEach((link) => {
  link.addEventListener("click", (event) => {
    const entry = document.getElementById(`v-${link.getAttribute("href").slice(1)}`);
    if (!entry) return;
    event.preventDefault();
    entry.focus();
  });
});
