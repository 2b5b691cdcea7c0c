import { staffContext } from '@/app/_auth/staff-context'
import { theDesk } from '@/lib/desk'
import { answerUpload, type UploadParams } from '../../answer-upload'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

/** One page of a document for ID360: `?total=` pages, the raw bytes as body, passed on as they come. */
export async function PUT(request: Request, { params }: { params: Promise<UploadParams> }) {
  return answerUpload(request, await params, theDesk().settings.PUBLIC_URL, staffContext)
}
