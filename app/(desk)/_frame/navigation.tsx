import {
  Activity,
  BellRing,
  Boxes,
  ChartColumn,
  CirclePlus,
  FolderOpen,
  Hourglass,
  House,
  type LucideIcon,
  ScrollText,
  ShieldAlert,
  Users,
  UserX,
  Workflow,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { StaffContext } from '@/app/_auth/staff-context'
import { EnvironmentBadge } from '@/app/_ui/environment-badge'
import { ProductMark } from '@/app/_ui/product-mark'
import { type EntryKey, entriesFor } from './entries'
import { NavLink } from './nav-link'
import { PersonPanel } from './person-panel'

const ICON: Record<EntryKey, LucideIcon> = {
  home: House,
  enrollments: FolderOpen,
  newEnrollment: CirclePlus,
  evidence: ShieldAlert,
  usage: ChartColumn,
  callbacks: BellRing,
  audit: ScrollText,
  system: Activity,
  processes: Workflow,
  groups: Boxes,
  staff: Users,
  retention: Hourglass,
  erasure: UserX,
}

/** Rail and drawer hold the same: product and environment, the person's entries, the person. */
export function Navigation({ ctx }: { ctx: StaffContext }) {
  const t = useTranslations('frame')
  const entries = entriesFor(ctx.actor)
  const addresses = entries.map(({ href }) => href)
  return (
    <div className="@container flex h-full flex-col gap-4 overflow-x-hidden overflow-y-auto p-2">
      <div className="flex flex-wrap items-center justify-between gap-2 px-1 pt-2 @max-[180px]:justify-center">
        <ProductMark />
        <EnvironmentBadge environment={ctx.settings.ID360_ENVIRONMENT} />
      </div>
      <nav aria-label={t('navigation')} className="flex-1">
        <ul className="flex flex-col gap-0.5">
          {entries.map(({ key, href }) => {
            const Icon = ICON[key]
            return (
              <li key={key}>
                <NavLink href={href} siblings={addresses} label={t(`nav.${key}`)}>
                  <Icon size={18} aria-hidden className="shrink-0" />
                </NavLink>
              </li>
            )
          })}
        </ul>
      </nav>
      <PersonPanel actor={ctx.actor} />
    </div>
  )
}
