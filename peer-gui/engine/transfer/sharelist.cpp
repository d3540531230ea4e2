#include "peer-gui/engine/transfer/sharelist.h"

#include "common/protocol/limits.h"
#include "common/protocol/listitem.h"
#include "common/protocol/listwriter.h"

namespace ft::engine {

QByteArray listShare(const ShareCatalog &catalog,
                     const protocol::ListRequest &request,
                     const Endpoint &endpoint,
                     const HostName &host)
{
    constexpr auto Most = protocol::limits::MaxListedFiles;
    QByteArray answer;
    protocol::ListWriter list{answer, "FILES", protocol::ListWriter::Continuation::Plus};
    auto left = request.limit == 0 ? Most : request.limit;
    bool isMore = false;
    catalog.visitBelow(request.path, request.after, [&](const SharedFile &file) {
        isMore = left == 0 || answer.size() >= ListBytes;
        if (isMore)
            return false;
        list.add(SourceRecord{file.record, endpoint, host});
        --left;
        return true;
    });
    list.finish(isMore ? protocol::MoreFiles : QByteArrayView{});
    return answer;
}

} // namespace ft::engine
