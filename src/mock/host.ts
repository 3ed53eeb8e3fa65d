/**
 * Whether a `Host` is one that nobody on the open web could have given this machine: an address in digits, or a name without a dot,
 * such as `localhost` or that of a container. A page under any other name that leads here is somebody else's.
 */
export const isOwnHost = (host: string): boolean =>
  /^(\[[\da-f:.]+\]|\d+(\.\d+){3}|[a-z\d][a-z\d-]*)(:\d+)?$/i.test(host)
