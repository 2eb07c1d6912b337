import type { CommandWords, FlagWords } from "./words";

/** A script for zsh: to be saved as `_seqment` in a folder of `$fpath`, or sourced. */
export function zshCompletion(commands: readonly CommandWords[]): string {
  const names = commands.map(
    ({ name, description }) => `    ${quoted(`${name}:${description.replaceAll(":", "\\:")}`)}`,
  );
  return `#compdef seqment
# zsh completion for seqment: source <(seqment completion zsh)
_seqment() {
  local -a commands
  commands=(
${names.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${commands.map(commandCase).join("\n")}
  esac
}
if [ "$funcstack[1]" = "_seqment" ]; then _seqment "$@"; else compdef _seqment seqment; fi
`;
}

function commandCase({ name, flags, choices }: CommandWords): string {
  const argument = choices.length > 0 ? `':value:(${choices.join(" ")})'` : "'*:file:_files'";
  const specs = [...flags.map(flagSpec), argument];
  return `    ${name})\n      _arguments \\\n${specs.map((spec) => `        ${spec}`).join(" \\\n")}\n      ;;`;
}

function flagSpec({ flag, description, value }: FlagWords): string {
  const said = description.replace(/[[\]:]/g, "\\$&");
  const after = value === "none" ? "" : value === "any" ? ":value:_files" : `:value:(${value.join(" ")})`;
  return quoted(`${flag}[${said}]${after}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
