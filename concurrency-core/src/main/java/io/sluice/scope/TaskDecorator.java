package io.sluice.scope;

/**
 * Carries what belongs to a thread over to the threads of tasks: logging's diagnostic context, a
 * trace, a security identity.
 *
 * {@snippet class="io.sluice.snippets.ScopeSnippets" region="decorator"}
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TaskDecorator {

  /**
   * Wraps a task. Called by the thread that forks; what it returns is run by the task's thread, and
   * must run the given task once. An exception thrown here is thrown by the fork, and the task is
   * not started.
   *
   * @param task what to run; throws nothing
   * @return what the new thread runs instead
   */
  Runnable decorate(Runnable task);
}
