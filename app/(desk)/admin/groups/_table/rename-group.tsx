'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useAct } from '@/app/_actions/use-act'
import { Button } from '@/app/_ui/button'
import { toast } from '@/app/_ui/toast'
import { renameGroupAction } from './group-actions'
import { GroupNameForm } from './group-name-form'

/** The name of a group as a form: Enter saves, Escape leaves it as it was. */
export function RenameGroup({ id, name, onLeave }: { id: string; name: string; onLeave: () => void }) {
  const t = useTranslations('groups')
  const common = useTranslations('common')
  const router = useRouter()
  const { act, pending, error: failure, setError: setFailure } = useAct()
  return (
    <GroupNameForm
      label={t('newName', { name })}
      defaultName={name}
      inCell
      failure={failure}
      onInput={() => setFailure(null)}
      onEscape={onLeave}
      onName={(typed) =>
        act<unknown>(
          () => renameGroupAction({ groupId: id, from: name, name: typed }),
          () => {
            if (typed.trim() !== name) toast(t('renamed', { name: typed.trim() }))
            router.refresh()
            onLeave()
          },
        )
      }
    >
      <Button type="submit" pending={pending}>
        {common('save')}
      </Button>
      <Button variant="ghost" onClick={onLeave}>
        {common('cancel')}
      </Button>
    </GroupNameForm>
  )
}
