#include "common/net/srtlibrary.h"

#include "common/base/logging.h"

#include <QByteArray>

#include <srt/logging_api.h>
#include <srt/srt.h>
#include <syslog.h>

namespace ft::net {

namespace {

/// Called in any thread of libsrt.
void logMessage(void *, int, const char *, int, const char *area, const char *message)
{
    qCDebug(logNet).noquote() << "libsrt" << area << QByteArray{message}.trimmed();
}

} // namespace

SrtLibrary::SrtLibrary()
{
    srt_setlogflags(SRT_LOGF_DISABLE_TIME | SRT_LOGF_DISABLE_THREADNAME | SRT_LOGF_DISABLE_SEVERITY
                    | SRT_LOGF_DISABLE_EOL);
    srt_setloghandler(nullptr, logMessage);
    srt_setloglevel(LOG_ERR);
    srt_startup();
}

SrtLibrary::~SrtLibrary()
{
    srt_cleanup();
}

} // namespace ft::net
