import assert from 'node:assert/strict'

/** Before anything is timed: the good input passes, the tampered one does not. A case that skips a check is no rival. */
export async function mustJudge(name: string, good: () => unknown, tampered: () => unknown): Promise<void> {
  assert.ok(await good(), `${name}: the good input must pass`)
  await assert.rejects(async () => tampered(), `${name}: the tampered input must not pass`)
}
