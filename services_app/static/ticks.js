// Keeps what is ticked on this phone alone, takes it away with one tap, and makes reminders as a
// calendar file. Nothing is sent; what is kept names no topic.

const KEY = "ticks"; // {id of the item: [ids of ticked rows]}
const block = document.querySelector("[data-ticks]");
const boxes = [...document.querySelectorAll(".steps input, main .checks input[value]")].filter(
  (box) => !box.closest("form"),
);

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // a phone that lets nothing be kept, or what another program wrote
  }
}

function keep() {
  const all = kept();
  const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
  // The desk shows the papers of a page without its steps: what is not here stays as it is.
  const here = new Set(boxes.map((box) => box.value));
  const elsewhere = (all[block.dataset.ticks] ?? []).filter((id) => !here.has(id));
  all[block.dataset.ticks] = [...elsewhere, ...ticked];
  try {
    if (all[block.dataset.ticks].length === 0) delete all[block.dataset.ticks];
    if (Object.keys(all).length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // The ticks then last as long as the page.
  }
}

function restore() {
  const ticked = new Set(kept()[block.dataset.ticks]);
  for (const box of boxes) box.checked = ticked.has(box.value);
}

function forget() {
  try {
    localStorage.removeItem(KEY); // of every page: who deletes wants nothing to be found
  } catch {
    // Nothing was kept.
  }
  for (const box of boxes) box.checked = false;
  const said = block.querySelector("[data-deleted]");
  said.textContent = said.dataset.deleted;
}

function printNeeded() {
  document.documentElement.classList.add("needed");
  addEventListener("afterprint", () => document.documentElement.classList.remove("needed"), {
    once: true,
  });
  print();
}

// A day as calendar files write it, so many days before another; noon keeps clear of summer time.
function dayBefore(date, days) {
  const day = new Date(`${date}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() - days);
  return day.toISOString().slice(0, 10);
}

function event(day, title) {
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const id = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16));
  return [
    "BEGIN:VEVENT",
    `UID:${id.join("")}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`,
    `SUMMARY:${title}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${title}`,
    "TRIGGER:PT9H",
    "END:VALARM",
    "END:VEVENT",
  ];
}

function remind(form) {
  const date = form.querySelector("input[type=date]").value;
  const today = new Date();
  const now = dayBefore(
    [today.getFullYear(), today.getMonth() + 1, today.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-"),
    0,
  );
  const days = [...form.querySelectorAll("[name=before]:checked")]
    .map((box) => dayBefore(date, Number(box.value)))
    .filter((day) => day >= now);
  const said = form.querySelector("[data-past]");
  said.textContent = days.length ? "" : said.dataset.past;
  if (!days.length) return;
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//reminder//EN"];
  for (const day of days) lines.push(...event(day, form.dataset.title));
  const body = [...lines, "END:VCALENDAR", ""].join("\r\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([body], { type: "text/calendar" }));
  link.download = "reminder.ics";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

if (block) {
  block.hidden = false;
  restore();
  addEventListener("pageshow", (shown) => {
    if (shown.persisted) restore(); // a page that comes back from memory
  });
  for (const box of boxes) box.addEventListener("change", keep);
  block.querySelector("[data-act=forget]").addEventListener("click", forget);
  block.querySelector("[data-act=print]")?.addEventListener("click", printNeeded);
  const form = block.querySelector("form");
  form?.addEventListener("submit", (sent) => {
    sent.preventDefault();
    remind(form);
  });
}
