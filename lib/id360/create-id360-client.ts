import type { Id360Client, Id360ClientOptions } from './id360-client'

export type {
  Id360Client,
  Id360ClientOptions,
  Id360Download,
  Id360Event,
  Id360SessionState,
  Id360Upload,
} from './id360-client'

/** Builds the ID360 client: one session, every call of the contract. */
export function createId360Client(_options: Id360ClientOptions): Id360Client {
  throw new Error('not built yet')
}
