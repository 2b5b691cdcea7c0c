import diagnostics from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import net from 'node:net'

/** Where the other end of the connection is told to pages and routes. Always overwritten: a client cannot set it. */
const REMOTE_ADDRESS = 'x-desk-remote-address'

/**
 * From now on, every request of this process carries the address of its connection. Next keeps an X-Forwarded-For that
 * the client made up and shows routes nothing of the socket, so this is the one address that is sure.
 */
export function tellRemoteAddresses(): void {
  diagnostics.subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    request.headers[REMOTE_ADDRESS] = request.socket.remoteAddress ?? ''
  })
}

/**
 * The client's address, under which its failures are counted: an IPv4 address, or the /64 network of an IPv6 one (who
 * has one address there has them all). With `trustedProxies` hops declared, it is the entry of X-Forwarded-For that the
 * outermost of them wrote; otherwise that header means nothing. null when nothing is known.
 */
export function clientAddress(
  header: (name: string) => string | null | undefined,
  trustedProxies: number,
): string | null {
  const remote = normal(header(REMOTE_ADDRESS))
  if (trustedProxies === 0) return remote
  const hops = (header('x-forwarded-for') ?? '').split(',')
  return normal(hops[Math.max(0, hops.length - trustedProxies)]) ?? remote
}

function normal(written: string | null | undefined): string | null {
  const text = (written ?? '').trim().replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
  const address = /^[\d.]+:\d+$/.test(text) ? text.slice(0, text.indexOf(':')) : text.replace(/%.*$/, '')
  if (net.isIPv4(address)) return address
  if (!net.isIPv6(address)) return null
  const groups = groupsOf(address)
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (!mapped)
    return `${groups
      .slice(0, 4)
      .map((group) => group.toString(16))
      .join(':')}::/64`
  return [groups[6] ?? 0, groups[7] ?? 0].flatMap((group) => [group >> 8, group & 0xff]).join('.')
}

/** The eight groups of an IPv6 address; the URL parser writes it in hexadecimal, shortened once. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::')
  const read = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  if (tail === undefined) return read(head)
  const [left, right] = [read(head), read(tail)]
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right]
}
