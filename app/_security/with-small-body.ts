import { readLimitedBody } from '@/lib/callbacks/read-limited-body'

/** More than any form of the desk's routes sends. */
const MAX_FORM_BYTES = 16 * 1024

/**
 * The request again, its body read and counted: what reads it next holds no more than 16 kB in memory.
 *
 * @throws DeskError TOO_LARGE
 */
export async function withSmallBody(request: Request): Promise<Request> {
  const body = new Uint8Array(await readLimitedBody(request, MAX_FORM_BYTES))
  return new Request(request.url, { method: request.method, headers: request.headers, body })
}
