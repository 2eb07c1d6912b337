// `npx vite` in this folder serves the page, `npx vite build` bundles it. The headers let the worker start threads.
const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

export default { server: { headers }, preview: { headers }, worker: { format: "es" } };
