// The page: gives a file, then paths, to the worker, and shows what comes back. It never waits for the work itself.
const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
const of = (id) => document.getElementById(id);

of("log").addEventListener("change", ({ target }) => {
  if (target.files[0]) worker.postMessage({ file: target.files[0] });
});
of("assign").addEventListener("submit", (event) => {
  event.preventDefault();
  worker.postMessage({ path: of("path").value });
});

worker.addEventListener("message", ({ data }) => {
  if (data.fraction !== undefined) {
    of("progress").value = data.fraction;
    of("status").textContent = data.stage;
  } else if (data.segments) {
    of("progress").value = 1;
    of("status").textContent = `${data.users} users in ${data.segments.length} segments, ${Math.round(data.ms)} ms`;
    const items = data.segments.map(({ name, share }) => {
      const item = document.createElement("li");
      item.textContent = `${name} (${(100 * share).toFixed(1)}%)`; // text, never HTML: a log may hold anything
      return item;
    });
    of("segments").replaceChildren(...items);
    of("assign").hidden = false;
  } else if (data.answer) {
    of("answer").textContent = data.answer;
  } else {
    of("status").textContent = data.error;
  }
});
