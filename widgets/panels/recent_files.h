// SPDX-License-Identifier: GPL-3.0-or-later
// The files opened last, kept in the settings. Thread rule: GUI thread.
#pragma once

#include <QObject>
#include <QStringList>

class QSettings;

namespace alidade {

class RecentFiles : public QObject {
    Q_OBJECT

public:
    static constexpr int limit = 9; ///< as many as there are keys Alt+1 to Alt+9

    /// @param settings must outlive this
    explicit RecentFiles(QSettings& settings, QObject* parent = nullptr);

    /// Paths, newest first. Files that are gone are left out.
    [[nodiscard]] QStringList paths() const;
    void add(const QString& path);
    void clear();

signals:
    void changed();

private:
    QSettings& m_settings;
};

} // namespace alidade
