namespace Suffice.Studies.Reporting;

/// <summary>A parameter of a fit with its standard error and the 95 % interval of Student's t.</summary>
public sealed record FitParameter(double Value, double StandardError, double Lower, double Upper);
