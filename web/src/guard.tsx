import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Failure } from './notice';

/** A screen that fails says so in its place: the others, and how fresh all of it is, stay. `of`: another one begins anew. */
export class Guard extends Component<{ readonly of: string; readonly children: ReactNode }, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override componentDidUpdate(before: { readonly of: string }): void {
    if (before.of !== this.props.of && this.state.error !== null) this.setState({ error: null });
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <section className="screen" aria-label="This screen failed">
        <Failure error={error} again={() => this.setState({ error: null })} />
        <p>
          The other screens work. If it stays so, load the console anew:{' '}
          <Button size="compact-sm" variant="default" onClick={() => window.location.reload()}>
            Load anew
          </Button>
        </p>
      </section>
    );
  }
}
