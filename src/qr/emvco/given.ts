import type { FieldProblem } from '../../core/errors.js'
import { isObjectText } from './objects.js'

/** Reads parameters as callers without types may pass them; each member that is not as it must be is a problem with its path. */
export type Given = {
  readonly problems: FieldProblem[]
  refuse(path: string, problem: string): undefined
  text(path: string, value: unknown): string | undefined
  code(path: string, value: unknown, codes: Readonly<Record<string, string>>): string | undefined
  list<T>(path: string, value: readonly T[] | undefined): readonly T[]
  /** The value itself, once it has no member but these. */
  members<T extends object>(path: string, value: T | undefined, known: readonly string[]): Partial<T>
  /** The digits of an object that may stand in this place. */
  id(path: string, value: unknown, from: number, to: number): string
}

export function readGiven(): Given {
  const problems: FieldProblem[] = []
  const refuse = (path: string, problem: string) => void problems.push({ path, problem })
  return {
    problems,
    refuse,
    text(path, value) {
      if (value === undefined || isObjectText(value)) return value
      return refuse(path, 'must be a text of 1 to 99 characters')
    },
    code(path, value, codes) {
      if (value === undefined) return undefined
      if (typeof value === 'string' && Object.hasOwn(codes, value)) return codes[value]
      return refuse(path, `must be one of ${Object.keys(codes).join(', ')}`)
    },
    list(path, value) {
      if (value === undefined) return []
      if (Array.isArray(value)) return value
      refuse(path, 'must be a list')
      return []
    },
    members(path, value, known) {
      if (value === undefined && path !== '') return {}
      if (typeof value !== 'object' || value === null) {
        refuse(path || 'parameters', 'must be an object')
        return {}
      }
      for (const name of Object.keys(value))
        if (!known.includes(name))
          refuse(path ? `${path}.${name}` : name, `is no parameter; there are ${known.join(', ')}`)
      return value
    },
    id(path, value, from, to) {
      if (typeof value === 'string' && /^\d\d$/.test(value) && Number(value) >= from && Number(value) <= to)
        return value
      refuse(`${path}.id`, `must be two digits from ${String(from).padStart(2, '0')} to ${to}, as a string`)
      return ''
    },
  }
}
