import type { RunnerTask, RunnerTestCase, RunnerTestFile } from 'vitest'
import type { Reporter, Vitest } from 'vitest/node'

/**
 * Stryker looks at tests alone, so a file that fails while it is loaded, or in its `beforeAll`, would go unnoticed and its
 * mutant would count as a survivor. Here such a file gets a failed test.
 */
export class FilesThatFail implements Reporter {
  private vitest: Vitest | undefined

  onInit(vitest: Vitest) {
    this.vitest = vitest
  }

  onTestRunEnd() {
    for (const file of this.vitest?.state.getFiles() ?? []) {
      if (file.result?.state === 'fail' && !testsOf(file).some(({ result }) => result?.state === 'fail')) {
        file.tasks.push(failedTest(file))
      }
    }
  }
}

const testsOf = (task: RunnerTask): RunnerTask[] => (task.type === 'suite' ? task.tasks.flatMap(testsOf) : [task])

const failedTest = (file: RunnerTestFile): RunnerTestCase =>
  ({
    id: `${file.id}_load`,
    name: 'the file as a whole',
    type: 'test',
    mode: 'run',
    meta: {},
    file,
    result: { state: 'fail', errors: file.result?.errors },
  }) as unknown as RunnerTestCase
