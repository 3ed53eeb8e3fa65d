/** Whether a name or a number is this very machine's, as an address has it or as `listen` takes it. */
export const isOwnName = (hostname: string): boolean => /^(127(\.\d+){3}|localhost|\[::1\]|::1)$/i.test(hostname)

/** Whether an address names this very machine. */
export const isLoopback = (text: string): boolean => isOwnName(new URL(text).hostname)
