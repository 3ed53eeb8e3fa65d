/**
 * A moment as China's gateways write it: `2018-06-08T10:34:56+08:00`, whole seconds.
 *
 * @throws `RangeError` for an invalid date.
 */
export function toChinaTime(milliseconds: number): string {
  return `${new Date(milliseconds + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`
}
