'use client'

import { Archive, Check } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Badge } from '@/app/_ui/badge'
import { Button } from '@/app/_ui/button'
import { TableCell, TableRow } from '@/app/_ui/table'
import { toast } from '@/app/_ui/toast'
import { setGroupStateAction } from './group-actions'
import { RenameGroup } from './rename-group'

/** A group; renaming turns its name into a form in place. The focus never gets lost on the way. */
export function GroupRow({
  id,
  name,
  state,
  children,
}: {
  id: string
  name: string
  state: 'active' | 'retired'
  /** Who may use it. */
  children: ReactNode
}) {
  const t = useTranslations('groups')
  const router = useRouter()
  const { act, pending, error: failure } = useAct()
  const [renaming, setRenaming] = useState(false)
  const buttons = useRef<HTMLDivElement>(null)
  /** Which button gets the focus back once it can take it. */
  const back = useRef<'rename' | 'state' | null>(null)

  useEffect(() => {
    if (renaming || pending || !back.current) return
    buttons.current?.querySelector<HTMLElement>(`[data-do=${back.current}]`)?.focus()
    back.current = null
  }, [renaming, pending])

  function turn() {
    const next = state === 'active' ? 'retired' : 'active'
    back.current = 'state'
    act<unknown>(
      () => setGroupStateAction({ groupId: id, state: next }),
      () => {
        toast(t(next === 'retired' ? 'retired' : 'reactivated', { name }))
        router.refresh()
      },
    )
  }

  function leave() {
    back.current = 'rename'
    setRenaming(false)
  }

  return (
    <TableRow>
      <TableCell className="min-w-56 py-2 font-medium">
        {renaming ? <RenameGroup id={id} name={name} onLeave={leave} /> : name}
      </TableCell>
      <TableCell>
        <Badge
          tone={state === 'active' ? 'green' : 'grey'}
          icon={state === 'active' ? <Check size={13} aria-hidden /> : <Archive size={13} aria-hidden />}
        >
          {t(`stateOf.${state}`)}
        </Badge>
      </TableCell>
      <TableCell className="text-ink-soft">{children}</TableCell>
      <TableCell className="text-right">
        <div ref={buttons} className="flex justify-end gap-1">
          {!renaming && (
            <Button
              size="sm"
              variant="ghost"
              data-do="rename"
              aria-label={t('renameOf', { name })}
              onClick={() => setRenaming(true)}
            >
              {t('rename')}
            </Button>
          )}
          <Button
            size="sm"
            variant="ghost"
            data-do="state"
            pending={pending}
            aria-label={t(state === 'active' ? 'retireOf' : 'reactivateOf', { name })}
            onClick={turn}
          >
            {t(state === 'active' ? 'retire' : 'reactivate')}
          </Button>
        </div>
        {failure && <ActionErrorNote error={failure} />}
      </TableCell>
    </TableRow>
  )
}
