#pragma once

#include "tracker/log/eventlog.h"

#include <QtGlobal>

namespace ft::tracker {

/// Takes what Qt and our logging categories say into a log, for as long as it lives.
///
/// Qt has one handler per process; so there is one object of this class at a time.
class MessageHandler final
{
public:
    explicit MessageHandler(EventLog &log);
    /// Puts the handler back that was there before.
    ~MessageHandler();
    Q_DISABLE_COPY_MOVE(MessageHandler)

private:
    QtMessageHandler m_former;
};

} // namespace ft::tracker
