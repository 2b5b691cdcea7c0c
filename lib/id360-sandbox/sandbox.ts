import type { Deliverer } from './callbacks/deliverer'
import type { FaultBox } from './control/fault-box'
import type { RequestLog } from './control/request-log'
import type { SandboxOptions } from './options'
import type { TokenBook } from './session/token-book'
import type { Deliveries } from './store/deliveries'
import type { Enrollments } from './store/enrollments'
import type { Idclaims } from './store/idclaims'
import type { Store } from './store/open-store'
import type { Authority } from './trust/authority'

/** What every route works with. */
export type Sandbox = {
  options: SandboxOptions
  /** The base of the addresses given out, without a trailing slash; known once the port is. */
  publicUrl: string
  store: Store
  enrollments: Enrollments
  deliveries: Deliveries
  idclaims: Idclaims
  /** Who signs the idclaims; made when first asked for. */
  authority(): Promise<Authority>
  tokens: TokenBook
  deliverer: Deliverer
  faults: FaultBox
  log: RequestLog
}
