import { pageContext } from '@/app/_auth/staff-context'
import { PageHeader } from '@/app/_ui/page-header'

export default async function HomePage() {
  const { actor } = await pageContext()
  return <PageHeader title={actor.name} />
}
