import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'

/** More than a provider takes to answer one request; less than people wait for. */
const CONNECTION_MS = 6000

/**
 * Connections that end after some seconds whatever the other side does. openid-client gives up on an answer that does
 * not begin; one that begins and never ends would hold it for ever.
 */
class BoundedHttpAgent extends http.Agent {
  override createConnection(...given: Parameters<http.Agent['createConnection']>) {
    return bounded(super.createConnection(...given))
  }
}

class BoundedHttpsAgent extends https.Agent {
  override createConnection(...given: Parameters<https.Agent['createConnection']>) {
    return bounded(super.createConnection(...given))
  }
}

function bounded<Socket extends Duplex | null | undefined>(socket: Socket): Socket {
  // Without an error of its own: who reads the answer hears that it broke off, and nobody else has to listen.
  const timer = setTimeout(() => socket?.destroy(), CONNECTION_MS)
  timer.unref()
  socket?.once('close', () => clearTimeout(timer))
  return socket
}

const agents = { http: new BoundedHttpAgent(), https: new BoundedHttpsAgent() }

/** For everything asked of a provider at this address. With an https one nothing goes out in the clear: it throws. */
export const boundedAgent = (address: string) => (address.startsWith('https:') ? agents.https : agents.http)
