/**
 * The words of a command line as it is copied from a browser or a terminal: quoted for bash or for cmd.exe. Nothing in it is run:
 * variables and commands in it stay as they are written.
 *
 * @throws `SyntaxError` for a quotation mark that is not closed.
 */
export function splitCommand(text: string): string[] {
  return isWindows(text) ? splitBash(unquoteCaret(text)) : splitBash(text)
}

/** Browsers write `^"` around each word for cmd.exe, and a caret at the end of each line. */
const isWindows = (text: string) => /\^\s*\r?\n|\s\^?"\^|\^"/.test(text) && !/\\\r?\n/.test(text)

const unquoteCaret = (text: string) => text.replace(/\^\r?\n\r?\n/g, '\n').replace(/\^(\r?\n)?([\s\S]?)/g, '$2')

function splitBash(text: string): string[] {
  const words: string[] = []
  let word: string | undefined
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at, at + 2)
    const letter = text[at]!
    if (/\s/.test(letter)) {
      if (word !== undefined) words.push(word)
      word = undefined
      at += 1
    } else if (rest === '\\\n' || text.startsWith('\\\r\n', at)) {
      at = text.indexOf('\n', at) + 1
    } else if (letter === '\\') {
      word = (word ?? '') + (text[at + 1] ?? '')
      at += 2
    } else if (letter === "'" || letter === '"' || rest === "$'") {
      const [quoted, end] = readQuoted(text, at)
      word = (word ?? '') + quoted
      at = end
    } else {
      word = (word ?? '') + letter
      at += 1
    }
  }
  return word === undefined ? words : [...words, word]
}

/** What stands between quotation marks, and where the text goes on. */
function readQuoted(text: string, start: number): [string, number] {
  const isC = text[start] === '$'
  const mark = text[isC ? start + 1 : start]!
  const read: string[] = []
  for (let at = start + (isC ? 2 : 1); at < text.length; at += 1) {
    const letter = text[at]!
    if (letter === mark) return [read.join(''), at + 1]
    if (letter !== '\\' || (mark === "'" && !isC)) read.push(letter)
    else if (isC) {
      const [, code = ''] =
        /^\\(x[\da-fA-F]{1,2}|u[\da-fA-F]{1,4}|[0-7]{1,3}|[\s\S])/.exec(text.slice(at, at + 6)) ?? []
      read.push(unescapeC(code))
      at += code.length
    } else {
      const next = text[at + 1] ?? ''
      // Between double quotation marks a backslash stands for itself, but in front of these.
      read.push(/["\\$`]/.test(next) ? next : next === '\n' ? '' : `\\${next}`)
      at += 1
    }
  }
  throw new SyntaxError('a quotation mark in it is not closed: it was probably cut off')
}

const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\x07' }

function unescapeC(given: string): string {
  if (/^[xu]./.test(given)) return String.fromCharCode(Number.parseInt(given.slice(1), 16))
  return /^[0-7]/.test(given) ? String.fromCharCode(Number.parseInt(given, 8)) : (letters[given] ?? given)
}
