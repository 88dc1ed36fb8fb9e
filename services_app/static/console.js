// Small helps for forms; everything works without them.

// Keeps what is being typed as a draft, a few seconds after the last key.
const record = document.querySelector("form[data-draft]");
if (record) {
  const note = document.getElementById("kept");
  let waiting;
  record.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const fields = new FormData(record);
      fields.delete("upload");
      const body = new URLSearchParams(fields);
      try {
        const answer = await fetch(record.dataset.draft, { method: "POST", body });
        note.textContent = answer.ok ? record.dataset.kept : "";
      } catch {
        note.textContent = "";
      }
    }, 3000);
  });
  record.addEventListener("submit", () => clearTimeout(waiting));
}

// Narrows a long list of boxes to those whose label holds the typed words.
for (const list of document.querySelectorAll("fieldset[data-narrow]")) {
  const search = document.createElement("input");
  search.type = "search";
  search.className = "in";
  search.placeholder = list.dataset.narrow;
  search.setAttribute("aria-label", list.dataset.narrow);
  list.querySelector("div").before(search);
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLocaleLowerCase();
    for (const label of list.querySelectorAll("label")) {
      const ticked = label.querySelector("input").checked;
      label.hidden = !ticked && !label.textContent.toLocaleLowerCase().includes(wanted);
    }
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

// Takes the key of a list from the end of the address, which no server sees.
const key = document.querySelector("input[data-from-end]");
if (key && location.hash.length > 1) {
  key.value = `${location.origin}/s/${location.hash.slice(1)}`;
  history.replaceState(null, "", location.pathname);
}
