// Deletes a list that has arrived from the device, copies its link, and prints its page: what a
// page cannot do without a script.

// The next list is another person's. One begun since then stays: see phone.js.
try {
  const sent = sessionStorage.getItem("sent");
  sessionStorage.removeItem("sent");
  if (sent) localStorage.removeItem(sent);
} catch {
  // A browser that keeps nothing.
}

const link = document.getElementById("link").dataset.link;
const acts = {
  copy: async (button) => {
    await navigator.clipboard.writeText(link);
    button.querySelector("span").textContent = button.dataset.done;
  },
  print: () => print(),
};
for (const button of document.querySelectorAll("[data-do]")) {
  button.hidden = button.dataset.do === "copy" && !navigator.clipboard;
  button.addEventListener("click", () => acts[button.dataset.do](button));
}
