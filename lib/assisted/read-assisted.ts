import type { Context } from '@/lib/context'
import type { AssistedView } from './assisted-view'
export async function readAssisted(
  _ctx: Context,
  _input: { enrollmentId: string; tabId?: string | undefined },
): Promise<AssistedView> {
  throw new Error('not built yet')
}
