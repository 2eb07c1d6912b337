import { PYTHON_FILES } from "./generated/python-files";

/** The folder of a model among a run's artifacts. */
export const MODEL_FOLDER = "model";
/** The model's file in that folder. */
export const MODEL_FILE = "model.seqment";

const INPUTS = [{ name: "path", type: "array", items: { type: "string" }, required: true }];
const OUTPUTS = [
  ["segment", "long", true],
  ["segment_id", "string", false],
  ["segment_name", "string", false],
  ["confidence", "double", true],
  ["membership", "double", true],
  ["novelty", "double", true],
  ["reason", "string", true],
].map(([name, type, required]) => ({ name, type, required }));

/** What the scorer needs of Python; Node.js and the npm package `seqment` have to be there too. */
const REQUIREMENTS = ["mlflow", "numpy>=1.24", "pandas>=2.2"];

/**
 * A model as a folder that MLflow loads as a Python function: each row has a list of actions, `path`, and gets the answer of
 * `assign`. It holds the Python package beside the model, so that nothing of seqment has to be installed in Python.
 */
export function pyfuncFiles(model: Uint8Array): ReadonlyMap<string, string | Uint8Array> {
  return new Map<string, string | Uint8Array>([
    ["MLmodel", mlmodel()],
    [MODEL_FILE, model],
    ["requirements.txt", `${REQUIREMENTS.join("\n")}\n`],
    ["python_env.yaml", "python: '3'\nbuild_dependencies:\n- pip\ndependencies:\n- -r requirements.txt\n"],
    [
      "conda.yaml",
      `channels:\n- conda-forge\ndependencies:\n- python>=3.10\n- nodejs>=20.19\n- pip\n- pip:\n${conda()}`,
    ],
    ...Object.entries(PYTHON_FILES).map(([file, text]) => [`code/seqment/${file}`, text] as const),
  ]);
}

/** JSON in single quotes is a text of YAML; it holds no single quote here. */
function mlmodel(): string {
  return `flavors:
  python_function:
    loader_module: seqment.pyfunc
    code: code
    data: ${MODEL_FILE}
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
signature:
  inputs: '${JSON.stringify(INPUTS)}'
  outputs: '${JSON.stringify(OUTPUTS)}'
  params: null
`;
}

function conda(): string {
  return REQUIREMENTS.map((line) => `  - ${line}\n`).join("");
}
