// The worker: reads and fits the log, then assigns paths. The model stays here.
import { fitSegments, readEvents } from "seqment";

let model;

self.addEventListener("message", async ({ data }) => {
  try {
    self.postMessage(data.file ? await fit(data.file) : await assign(data.path));
  } catch (error) {
    self.postMessage({ error: error.message });
  }
});

async function fit(file) {
  const started = performance.now();
  const onProgress = (progress) => self.postMessage(progress);
  const events = await readEvents(file.stream(), { user: "user_id", action: "event", time: "timestamp", onProgress });
  model = await fitSegments(events, { seed: 7, onProgress });
  const segments = model.segments.map(({ name, share, size }) => ({ name, share, size }));
  return { segments, users: model.labels.length, ms: performance.now() - started };
}

async function assign(path) {
  const { name, confidence, reason } = await model.assign(path);
  return { answer: name ? `${name} (${confidence.toFixed(2)}, ${reason})` : `in no segment: ${reason}` };
}
