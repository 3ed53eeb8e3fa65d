// How the story is printed. Bold only where a terminal is looking.
const bold = (text: string) => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[22m` : text)

let number = 0

export function chapter(title: string, chinese: string): void {
  number += 1
  console.log(`\n${bold(`${number}. ${title}`)} (${chinese})\n`)
}

export function say(text: string): void {
  console.log(text)
}
