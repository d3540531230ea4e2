#include "common/base/logging.h"

namespace ft {

Q_LOGGING_CATEGORY(logTracker, "ft.tracker", QtInfoMsg)
Q_LOGGING_CATEGORY(logNet, "ft.net", QtInfoMsg)
Q_LOGGING_CATEGORY(logShare, "ft.share", QtInfoMsg)
Q_LOGGING_CATEGORY(logTransfer, "ft.transfer", QtInfoMsg)

} // namespace ft
