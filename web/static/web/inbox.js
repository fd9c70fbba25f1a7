// The inbox: files dropped onto the frame are sent at once, and the lists follow what happens to them.
"use strict";

const drop = document.getElementById("drop");
const files = document.getElementById("files");
const QUICK = 3000, SLOW = 15000;  // milliseconds between two questions: while something waits, and otherwise

for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
}
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  if (!event.dataTransfer.files.length) return;
  files.files = event.dataTransfer.files;
  drop.requestSubmit();
});
drop.addEventListener("submit", () => {
  document.getElementById("sending").textContent = "Đang gửi, xin chờ…";
});

async function follow() {
  let wait = SLOW;
  try {
    const lists = document.getElementById("state");
    const answer = await fetch(lists.dataset.address, { headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (told.waiting_count) wait = QUICK;
    if (told.state !== lists.dataset.state && !lists.contains(document.activeElement)) await renew(lists);
  } catch {
    // The network or the log-in is gone: the page stays as it is, and is asked for again later.
  }
  setTimeout(follow, wait);
}

async function renew(lists) {
  const page = new DOMParser().parseFromString(await (await fetch(window.location.pathname)).text(), "text/html");
  const fresh = page.getElementById("state");
  if (fresh) lists.replaceWith(fresh);
}

setTimeout(follow, QUICK);
