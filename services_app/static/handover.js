// Copies the link of a list, and prints its page: what a page cannot do without a script.

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
