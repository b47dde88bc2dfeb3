import { Button, Input } from '@arco-design/web-react';
import { type SyntheticEvent, useState } from 'react';
import { useWords } from '../i18n/language';
import { RadioCards } from '../ui/radio-cards';
import { Field } from './fields';
import { MEMBER_ROLES, type MemberRole } from './members';
import type { NewMember } from './use-member-changes';

const LEAST_PASSWORD = 10;

interface Props {
  onAdd: (member: NewMember) => Promise<unknown>;
  busy: boolean;
}

export function AddMember({ onAdd, busy }: Props) {
  const { settings, roles } = useWords();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<MemberRole>('agent');

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    try {
      await onAdd({ name: name.trim(), role, ...(password !== '' && { password }) });
      setName('');
      setPassword('');
    } catch {
      // What went wrong has been said; what was typed stays.
    }
  };

  return (
    <form className="settings-form" aria-label={settings.memberAdd} onSubmit={(event) => void submit(event)}>
      <h3>{settings.memberAdd}</h3>
      <Field label={settings.memberName}>
        {({ id }) => (
          <Input
            id={id}
            required
            maxLength={64}
            pattern="[A-Za-z0-9._\-]+"
            autoComplete="off"
            value={name}
            onChange={setName}
          />
        )}
      </Field>
      <Field label={settings.memberPassword} hint={settings.memberAddHint}>
        {({ id, describedBy }) => (
          <Input
            id={id}
            type="password"
            minLength={LEAST_PASSWORD}
            autoComplete="new-password"
            aria-describedby={describedBy}
            value={password}
            onChange={setPassword}
          />
        )}
      </Field>
      <RadioCards
        legend={settings.memberRole}
        name="role"
        all={MEMBER_ROLES}
        texts={{
          agent: { name: roles.agent, hint: settings.roleHints.agent },
          admin: { name: roles.admin, hint: settings.roleHints.admin },
        }}
        value={role}
        onChange={setRole}
      />
      <Button type="primary" htmlType="submit" loading={busy}>
        {settings.memberAdd}
      </Button>
    </form>
  );
}
