/* Saves a chart that Plotly has drawn: its layers become one SVG, and where a PNG is wanted, that SVG is painted at
   twice its size. Nothing leaves the browser. */
const SPACE = "http://www.w3.org/2000/svg", TWICE = 2, GROUND = "#FFFFFF";
const EDGE = 72; // pixels around it: a picture is read with letters that may be wider than those of the page

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".save");
  if (!root || !data) return undefined;
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  root.replaceChildren(...["png", "svg"].map((kind) => button(kind, data, said)), said);
  return () => root.replaceChildren();
}

function button(kind, data, said) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = data.words[kind];
  made.addEventListener("click", async () => {
    const drawn = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`);
    said.textContent = drawn ? "" : data.words.none;
    if (!drawn) return;
    const picture = joined(drawn);
    const blob = kind === "svg" ? asFile(picture) : await painted(picture);
    save(blob, `${data.name}.${kind}`);
  });
  return made;
}

function joined(drawn) { // the layers lie on each other
  const { width, height } = drawn.getBoundingClientRect(), whole = document.createElementNS(SPACE, "svg");
  whole.setAttribute("xmlns", SPACE);
  const box = { x: -EDGE, y: -EDGE / 3, width: Math.ceil(width) + 2 * EDGE, height: Math.ceil(height) + (2 * EDGE) / 3 };
  whole.setAttribute("width", box.width);
  whole.setAttribute("height", box.height);
  whole.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
  const ground = document.createElementNS(SPACE, "rect");
  Object.entries(box).forEach(([name, value]) => ground.setAttribute(name, value));
  ground.setAttribute("fill", GROUND);
  whole.append(ground);
  drawn.querySelectorAll("svg.main-svg").forEach((layer) => {
    const copy = layer.cloneNode(true);
    copy.querySelectorAll(".drag, .cursor-pointer, .hoverlayer").forEach((each) => { if (!each.querySelector("text")) each.remove(); });
    copy.style.background = "none";
    copy.style.overflow = "visible";
    whole.append(copy);
  });
  return whole;
}

function asFile(picture) {
  const words = new XMLSerializer().serializeToString(picture);
  return new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', words], { type: "image/svg+xml" });
}

async function painted(picture) {
  const address = URL.createObjectURL(asFile(picture)), image = new Image();
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * TWICE;
    canvas.height = image.height * TWICE;
    const pen = canvas.getContext("2d");
    pen.scale(TWICE, TWICE);
    pen.drawImage(image, 0, 0);
    return await new Promise((done) => { canvas.toBlob(done, "image/png"); });
  } finally {
    URL.revokeObjectURL(address);
  }
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
