"""Names of the things a centre is made of, one type each so that none is taken for another."""

from typing import NewType

# Set-up things carry a short code that people read and type ("DIN-02", "W12", "K1").
CentreCode = NewType("CentreCode", str)
EntityCode = NewType("EntityCode", str)
ServiceCode = NewType("ServiceCode", str)
GroupCode = NewType("GroupCode", str)
SeriesCode = NewType("SeriesCode", str)
ZoneCode = NewType("ZoneCode", str)
CounterCode = NewType("CounterCode", str)
ProfileCode = NewType("ProfileCode", str)
OperatorCode = NewType("OperatorCode", str)
PrinterCode = NewType("PrinterCode", str)
DeviceCode = NewType("DeviceCode", str)

# Made elsewhere, where the appointment was; whoever knows it is taken for its visitor.
AppointmentCode = NewType("AppointmentCode", str)

# What a day brings is numbered by the store.
TicketId = NewType("TicketId", int)
LegId = NewType("LegId", int)
CallId = NewType("CallId", int)
EventId = NewType("EventId", int)
AskId = NewType("AskId", int)

# Made by the client before it asks, so that one intention is one ticket (a UUID as text).
RequestId = NewType("RequestId", str)

# A kiosk's own journal; numbers are leased to it, so that a lost journal never gives one twice.
JournalId = NewType("JournalId", str)
