import { Argument, type Command } from "commander";
import { answers } from "./command.ts";

/** `gatehouse completion`: a script for the shell, made from the commands that there are. */
export function addCompletionCommand(program: Command): void {
  const command = program
    .command("completion")
    .description("print a completion script: source <(gatehouse completion bash)")
    .addArgument(new Argument("<shell>").choices(["bash", "zsh", "fish"]));
  answers(command, async ([shell = "bash"]) => {
    const text = shell === "fish" ? fish(program) : bash(program, shell === "zsh");
    return { value: { script: text }, text };
  });
}

type Words = { path: string; words: string[] };

/** What may follow each command: its subcommands and its options. */
function wordsOf(command: Command, path: readonly string[] = []): Words[] {
  const options = command.options.flatMap((option) => option.long ?? []);
  const names = command.commands.map((child) => child.name());
  const below = command.commands.flatMap((child) => wordsOf(child, [...path, child.name()]));
  return [{ path: path.join(" "), words: [...names, ...options] }, ...below];
}

function bash(program: Command, inZsh: boolean): string {
  const cases = wordsOf(program).map(
    ({ path, words }) => `    "${path}") words="${words.join(" ")}" ;;`,
  );
  return `${inZsh ? "autoload -U +X bashcompinit && bashcompinit\n" : ""}_gatehouse() {
  local path="" words="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) break ;; *) path="\${path:+$path }$word" ;; esac
  done
  case "$path" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _gatehouse gatehouse
`;
}

function fish(program: Command): string {
  const lines = wordsOf(program).flatMap(({ path, words }) =>
    words.map((word) => {
      const given = path === "" ? "__fish_use_subcommand" : seen(path);
      const what = word.startsWith("--") ? `-l ${word.slice(2)}` : `-a ${word}`;
      return `complete -c gatehouse -f -n "${given}" ${what}`;
    }),
  );
  return `${lines.join("\n")}\n`;
}

function seen(path: string): string {
  return path
    .split(" ")
    .map((word) => `__fish_seen_subcommand_from ${word}`)
    .join("; and ");
}
