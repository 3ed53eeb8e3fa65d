/** A key, or an environment, that cannot be used. Holds nothing of the key. `core` tells it as a mistake of the configuration. */
export type KeyProblem = Error & { readonly name: 'KeyProblem'; readonly next: string | undefined }

/** @param next What to do about it. */
export const keyProblem = (problem: string, next?: string): KeyProblem =>
  Object.assign(new Error(problem), { name: 'KeyProblem', next } as const)

/** By its name, not its class: a test runner's realm has an `Error` of its own. */
export const isKeyProblem = (error: unknown): error is KeyProblem =>
  (error as Partial<Error> | null | undefined)?.name === 'KeyProblem'
