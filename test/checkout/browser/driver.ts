/** Of Playwright what these tests use; its own types are not installed with this project. */
export type DriverLocator = {
  click(options?: object): Promise<void>
  fill(text: string): Promise<void>
  selectOption(value: string): Promise<unknown>
  check(): Promise<void>
  waitFor(options?: object): Promise<void>
  textContent(): Promise<string | null>
  getAttribute(name: string): Promise<string | null>
  isVisible(): Promise<boolean>
  isChecked(): Promise<boolean>
  count(): Promise<number>
  screenshot(options?: object): Promise<Buffer>
  ariaSnapshot(): Promise<string>
  focus(): Promise<void>
  locator(selector: string): DriverLocator
  first(): DriverLocator
  last(): DriverLocator
}
export type DriverPage = {
  goto(url: string, options?: object): Promise<unknown>
  goBack(): Promise<unknown>
  reload(): Promise<unknown>
  close(): Promise<void>
  url(): string
  locator(selector: string): DriverLocator
  getByRole(role: string, options?: object): DriverLocator
  getByText(text: string | RegExp): DriverLocator
  evaluate<Result, Given>(run: ((given: Given) => Result | Promise<Result>) | string, given?: Given): Promise<Result>
  waitForFunction<Given>(run: (given: Given) => unknown, given?: Given, options?: object): Promise<unknown>
  waitForURL(url: string | RegExp): Promise<void>
  screenshot(options?: object): Promise<Buffer>
  addScriptTag(options: object): Promise<unknown>
  keyboard: { press(key: string): Promise<void> }
  clock: {
    install(options?: object): Promise<void>
    fastForward(milliseconds: number): Promise<void>
    runFor(milliseconds: number): Promise<void>
  }
  on(event: 'request', listener: (request: { url(): string }) => void): void
  on(event: 'console', listener: (message: { type(): string; text(): string }) => void): void
  on(event: 'pageerror', listener: (error: Error) => void): void
  frameLocator(selector: string): Pick<DriverPage, 'locator' | 'getByRole' | 'getByText'>
  emulateMedia(options: object): Promise<void>
}
export type DriverContext = {
  newPage(): Promise<DriverPage>
  addInitScript(script: object): Promise<void>
  setOffline(offline: boolean): Promise<void>
  grantPermissions(names: readonly string[]): Promise<void>
  setDefaultTimeout(milliseconds: number): void
  close(): Promise<void>
}
export type Driver = { newContext(options?: object): Promise<DriverContext>; close(): Promise<void> }
