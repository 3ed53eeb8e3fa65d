// What the hooks use of React and Vue. Whoever uses a hook has the package; this project's checks can do without.
declare module 'react' {
  export function useEffect(effect: () => () => void, dependencies: readonly unknown[]): void
  export function useMemo<Value>(make: () => Value, dependencies: readonly unknown[]): Value
  export function useRef<Value>(value: Value): { current: Value }
  export function useState<State>(initial: State): [State, (next: (before: State) => State) => void]
}
declare module 'vue' {
  export function shallowReactive<State extends object>(state: State): State
  export function watchEffect(effect: (onCleanup: (clean: () => void) => void) => void): void
}
