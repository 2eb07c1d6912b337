import type { CommandWords } from "./words";

/** A script for bash that completes commands, flags, their values, and files elsewhere. */
export function bashCompletion(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `# bash completion for seqment: source <(seqment completion bash)
_seqment() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names} --help --version" -- "$word"))
    return
  fi
  case "$command" in
${commands.map(commandCase).join("\n")}
  esac
}
complete -o default -F _seqment seqment
`;
}

function commandCase({ name, flags, choices }: CommandWords): string {
  const values = flags.flatMap(({ flag, value }) => {
    if (value === "none") return [];
    const reply = value === "any" ? "" : ` COMPREPLY=($(compgen -W "${value.join(" ")}" -- "$word"));`;
    return [`        ${flag})${reply} return ;;`];
  });
  const words = flags.map(({ flag }) => flag).join(" ");
  const argument = choices.length > 0 ? `\n      COMPREPLY=($(compgen -W "${choices.join(" ")}" -- "$word"))` : "";
  return `    ${name})
      case "$before" in
${values.length > 0 ? values.join("\n") : "        --*) ;;"}
      esac
      if [[ "$word" == -* ]]; then COMPREPLY=($(compgen -W "${words} --help" -- "$word")); return; fi${argument}
      ;;`;
}
