// A map beside two fields of degrees: where one changes, the other follows. Leaflet is `L`.

const box = document.querySelector("[data-tiles]");
const lat = document.getElementById("facts-lat");
const lon = document.getElementById("facts-lon");
const ITALY = [42, 12.5];
if (box && lat && lon) begin();

function begin() {
  const { elements } = lat.form;
  const unplaced = box.dataset.unplaced.split(" ").filter(Boolean);
  const canvas = box.querySelector(".map");
  const place = () => JSON.parse(box.dataset.towns)[elements.place?.value];
  let map, pin;

  // Nothing is asked of the server of tiles before somebody looks: a folded map has no size.
  new ResizeObserver(() => {
    if (map) map.invalidateSize();
    else if (canvas.clientWidth) draw();
  }).observe(canvas);

  function offer() {
    box.hidden = unplaced.includes(elements["facts.kind"]?.value);
  }

  function draw() {
    const { tiles, nearer, farther } = box.dataset;
    map = L.map(canvas, { attributionControl: false, zoomControl: false });
    L.control.zoom({ zoomInTitle: nearer, zoomOutTitle: farther }).addTo(map);
    // Servers of tiles may ask which site uses them; which page it is stays here.
    L.tileLayer(tiles, { maxZoom: 19, referrerPolicy: "origin" }).addTo(map);
    const icon = L.divIcon({ className: "pin-mark", iconSize: [44, 44], iconAnchor: [22, 44] });
    pin = L.marker(ITALY, { icon, draggable: true, keyboard: false });
    pin.on("dragend", () => put(pin.getLatLng()));
    map.on("click", (event) => put(event.latlng));
    look();
    show();
  }

  function look() {
    const at = typed();
    const town = place() ?? JSON.parse(box.dataset.home);
    const far = box.dataset.decimals < 3 ? 12 : 16;
    map.setView(at ?? town ?? ITALY, at ? far : town ? 13 : 5);
  }

  function typed() {
    const values = [lat, lon].map((field) => field.value.trim().replace(",", "."));
    if (!values.every((value) => /^-?\d{1,3}(\.\d+)?$/.test(value))) return null;
    const [north, east] = values.map(Number);
    return Math.abs(north) <= 90 && Math.abs(east) <= 180 ? L.latLng(north, east) : null;
  }

  function show() {
    if (!map) return;
    const at = typed();
    if (!at) return pin.remove();
    pin.setLatLng(at).addTo(map);
    if (!map.getBounds().contains(at)) map.setView(at);
  }

  function write(north, east) {
    [lat.value, lon.value] = [north, east];
    lat.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function put(at) {
    const { lat: north, lng: east } = at.wrap();
    write(north.toFixed(box.dataset.decimals), east.toFixed(box.dataset.decimals));
  }

  for (const field of [lat, lon]) field.addEventListener("input", show);
  lat.form.addEventListener("change", (event) => {
    if (event.target.name === "facts.kind") offer();
    if (event.target.name === "place" && map && !typed()) look();
  });
  box.querySelector("[data-middle]").addEventListener("click", () => put(map.getCenter()));
  box.querySelector("[data-away]").addEventListener("click", () => write("", ""));
  offer();
}
