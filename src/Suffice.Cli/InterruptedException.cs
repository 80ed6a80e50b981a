namespace Suffice.Cli;

/// <summary>The user interrupted a command; the message says what is there and how to go on.</summary>
internal sealed class InterruptedException(string message) : OperationCanceledException(message);
